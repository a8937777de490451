"""HTTP requests of JupyterLab -> one call of the service each -> JSON."""
