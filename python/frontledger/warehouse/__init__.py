"""What the thin dbt Python models call: reading into frames, the extraction store, checks, releases."""
