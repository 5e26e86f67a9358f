"""Who may do what; pure: stored facts and an instant in, an answer out."""
