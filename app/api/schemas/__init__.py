"""What is sent and answered, as JSON Schemas (draft 2020-12, which OpenAPI 3.1 uses)."""
