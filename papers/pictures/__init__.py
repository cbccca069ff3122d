"""Pictures for the phone, and the same templates on A4."""
