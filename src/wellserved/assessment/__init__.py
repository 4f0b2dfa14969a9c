"""From point decisions to criterion outcomes. Provisional until a person confirms; pure."""
