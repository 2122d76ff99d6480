"""An evening with a simulated crowd, through the real pages. Knows no export: that is asked for by a function."""
