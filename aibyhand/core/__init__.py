"""The smallest parts: numbers, names, roles, operations, and matrices that know their making."""
