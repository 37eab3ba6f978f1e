"""What other machines reach over HTTP. Nothing else in the product opens a port."""

from __future__ import annotations
