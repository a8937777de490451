"""Where rows come from, what was learned from them, and which tests of models that compromises."""
