"""What several formats are made with: figures as files, formulas as pictures, a typesetter."""
