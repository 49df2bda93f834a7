"""Pictures beside the sheets: what each kind says, and how it is drawn."""
