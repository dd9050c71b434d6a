"""Evidence: binding before a contest, sealing after its rounds, the bundle that anybody can check."""
