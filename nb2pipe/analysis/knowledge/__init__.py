"""What libraries and types do, as data."""
