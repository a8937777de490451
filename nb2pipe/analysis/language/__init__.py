"""Python's expressions and statements, followed."""
