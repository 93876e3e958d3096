"""The command line: each command reads its arguments, calls the library once, and prints."""
