"""Arrays without numbers: shapes that go through the same code as tables do, so that a question can be priced unasked.

A ghost answers what the engine asks of an array: shapes follow NumPy's rules; what hangs on numbers is answered as
for a table without zeros and without faults.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin


class Ghost(NDArrayOperatorsMixin):
    """The shape of an array.

    >>> (Ghost((2, 1)) * np.ones((1, 3))).shape
    (2, 3)
    """

    def __init__(self, shape: tuple[int, ...]) -> None:
        """Remember the shape."""
        self.shape = tuple(int(n) for n in shape)

    @property
    def ndim(self) -> int:
        """How many axes."""
        return len(self.shape)

    @property
    def size(self) -> int:
        """How many cells; a Python integer, since it may be larger than any memory."""
        cells = 1
        for length in self.shape:
            cells *= length
        return cells

    def __array_ufunc__(self, ufunc: np.ufunc, method: str, *inputs: Any, **kwargs: Any) -> Any:
        """Cell by cell: the broadcast shape."""
        if method != "__call__":
            return NotImplemented
        return Ghost(_broadcast(*map(_shape, inputs)))

    def __array_function__(self, function: Callable[..., Any], types: Any, arguments: Any, kwargs: Any) -> Any:
        """The few functions of NumPy that the engine uses on whole tables."""
        return _FUNCTIONS[function](*arguments, **kwargs)

    def __getitem__(self, index: Any) -> Ghost:
        """The shape of a part; of a choice by condition nothing is left, as nothing is known."""
        if isinstance(index, Ghost):
            return Ghost((0,))
        items = index if isinstance(index, tuple) else (index,)
        if Ellipsis in items:
            at, rest = items.index(Ellipsis), slice(None)
            items = (*items[:at], *[rest] * (self.ndim - len(items) + 1), *items[at + 1 :])
        kept = [n for n, item in zip(self.shape, items, strict=False) if isinstance(item, slice)]
        return Ghost((*kept, *self.shape[len(items) :]))

    def transpose(self, axes: Sequence[int]) -> Ghost:
        """Axes in another order."""
        return Ghost(tuple(self.shape[a] for a in axes))

    def reshape(self, shape: tuple[int, ...]) -> Ghost:
        """Another shape of the same size."""
        return Ghost(shape)

    def astype(self, _: Any) -> Ghost:
        """The same shape."""
        return self

    def sum(self, axis: Any = None, keepdims: bool = False) -> Ghost:
        """The shape that is left."""
        return Ghost(_reduced(self.shape, axis, keepdims))

    def max(self, axis: Any = None, keepdims: bool = False) -> Any:
        """The shape that is left; of the whole table, one."""
        return 1.0 if axis is None else Ghost(_reduced(self.shape, axis, keepdims))

    def any(self, axis: Any = None) -> Any:
        """Of the whole table, no: nothing is impossible."""
        return False if axis is None else Ghost(_reduced(self.shape, axis, False))

    def all(self, axis: Any = None) -> Any:
        """Of the whole table, yes."""
        return True if axis is None else Ghost(_reduced(self.shape, axis, False))


def _reduced(shape: tuple[int, ...], axis: Any, keepdims: bool) -> tuple[int, ...]:
    gone = (
        range(len(shape)) if axis is None else [a % len(shape) for a in (axis if isinstance(axis, tuple) else (axis,))]
    )
    if keepdims:
        return tuple(1 if k in gone else n for k, n in enumerate(shape))
    return tuple(n for k, n in enumerate(shape) if k not in gone)


def _shape(x: Any) -> tuple[int, ...]:
    return x.shape if isinstance(x, Ghost) else np.shape(x)


def _broadcast(*shapes: tuple[int, ...]) -> tuple[int, ...]:
    """The common shape; NumPy's own function stops at 32 axes."""
    most = max(map(len, shapes))
    padded = [(1,) * (most - len(s)) + s for s in shapes]
    return tuple(max(lengths) for lengths in zip(*padded, strict=True))


def _moved(x: Ghost, source: int, target: int) -> Ghost:
    rest = [n for k, n in enumerate(x.shape) if k != source % x.ndim]
    rest.insert(target % x.ndim, x.shape[source])
    return Ghost(tuple(rest))


def _stacked(parts: Sequence[Any], axis: int) -> Ghost:
    shape = list(_broadcast(*map(_shape, parts)))
    shape.insert(axis % (len(shape) + 1), len(parts))
    return Ghost(tuple(shape))


_FUNCTIONS: dict[Callable[..., Any], Callable[..., Any]] = {
    np.where: lambda *parts: Ghost(_broadcast(*map(_shape, parts))),
    np.stack: lambda parts, axis=0: _stacked(parts, axis),
    np.broadcast_to: lambda _, shape: Ghost(shape),
    np.isneginf: lambda x: Ghost(x.shape),
    np.moveaxis: _moved,
    np.any: lambda x, axis=None: x.any(axis),
    np.shape: lambda x: x.shape,
}
