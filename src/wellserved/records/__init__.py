"""What the house remembers. This room stores; it does not decide, check permission or send."""
