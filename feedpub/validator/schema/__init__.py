"""What the formats and their extensions define: one table each, facts only; what follows from them say the rules."""
