"""The ladder of participation: promise, ideas by stage, experience."""
