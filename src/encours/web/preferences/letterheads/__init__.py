"""The settings of the paper each entity writes on."""
