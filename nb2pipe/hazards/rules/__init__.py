"""One rule a file; `nb2pipe.hazards.registry` lists them."""
