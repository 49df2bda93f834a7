"""AI by Hand: neural networks computed number by number, on matrices small enough for a pencil.

>>> import aibyhand
>>> trace = aibyhand.find("self-attention").run()
>>> trace["Z"].size
'3×4'
"""

from aibyhand.matrix import Matrix, given
from aibyhand.op import Axis
from aibyhand.role import Role
from aibyhand.trace import Step, Trace, Walkthrough
from aibyhand.walkthroughs import find, slugs

__all__ = ["Axis", "Matrix", "Role", "Step", "Trace", "Walkthrough", "find", "given", "slugs"]
__version__ = "0.1.0"
