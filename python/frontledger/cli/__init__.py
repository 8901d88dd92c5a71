"""The command line: one module a command. It wraps `dbt build` and adds nothing to what it means."""
