"""A Zalo Official Account's platform on loopback: OAuth, OpenAPI, webhooks, the identity of mini apps."""
