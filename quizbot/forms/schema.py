"""JSON Schema of a form, for editors that help while people write."""

from typing import Any

from pydantic import BaseModel


def json_schema(model: type[BaseModel], *, title: str) -> dict[str, Any]:
    """Give the JSON Schema (2020-12) of a model.

    Args:
        title: what the editor shows.
    """
    schema = model.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": title}
