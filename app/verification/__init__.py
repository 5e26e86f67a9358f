"""The pure core: a report against requirements gives a verdict."""
