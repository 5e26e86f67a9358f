"""The verdict service: rules as data, one way in, one pure core."""
