"""The faces of Tupailta on this machine: the Qt windows and the command line. Holds no rule and no SQL."""
