"""What commands share: arguments, one-line errors, tables."""
