"""Forms: strict reading of the YAML files that people write, with the place of every fault."""
