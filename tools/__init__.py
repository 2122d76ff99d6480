"""The parts of dev.py. Standard library only, except messages.py, which runs inside .venv."""
