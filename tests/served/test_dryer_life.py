"""A spray dryer over real HTTP, on both databases: undetermined until two persons adopt what GB/T 32237 requires."""
