"""The smallest parts: numbers, names, roles, operations, and matrices that know their making."""

from aibyhand.core.given import given
from aibyhand.core.matrix import Matrix
from aibyhand.core.op import Axis
from aibyhand.core.role import Role
from aibyhand.core.stack import Stack, given_stack

__all__ = ["Axis", "Matrix", "Role", "Stack", "given", "given_stack"]
