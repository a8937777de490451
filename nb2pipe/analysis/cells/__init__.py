"""A notebook's cells, followed one after the other, and what is summed up of each."""
