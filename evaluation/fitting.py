"""Fits linear models to named features: a choice among rows, classes, chains of choices. Needs the extra `train`."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Row = dict[str, float]
# Weights smaller than this move nothing and are not stored.
LEAST_WEIGHT = 0.004
DIGITS = 3


class Chain(NamedTuple):
    """Choices in a row: each a list of one row of features a label, the number of the right one, and the features of
    the bond with the choice before (empty for the first).
    """

    choices: Sequence[Sequence[Row]]
    right: Sequence[int]
    bonds: Sequence[Row]


def _columns(rows: Sequence[Row]) -> dict[str, int]:
    return {name: number for number, name in enumerate(sorted({name for row in rows for name in row}))}


def _matrix(rows: Sequence[Row], column: dict[str, int]) -> csr_matrix:
    indices = [column[name] for row in rows for name in row]
    data = [value for row in rows for value in row.values()]
    pointers = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    return csr_matrix((data, indices, pointers), shape=(len(rows), len(column)))


def _stored(column: dict[str, int], weights: np.ndarray) -> dict[str, float]:
    return {
        name: round(float(weights[number]), DIGITS)
        for name, number in column.items()
        if abs(weights[number]) > LEAST_WEIGHT
    }


def fit_ranking(groups: Sequence[tuple[Sequence[Row], int]], pull: float) -> dict[str, float]:
    """Conditional logit: in each group of rows one is right. Returns weights by feature name."""
    rows = [row for group, _ in groups for row in group]
    column = _columns(rows)
    matrix = _matrix(rows, column)
    sizes = np.array([len(group) for group, _ in groups])
    begin = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    right = begin + np.array([chosen for _, chosen in groups])
    chosen_sum = np.asarray(matrix[right].sum(axis=0)).ravel()

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        highest = np.maximum.reduceat(scores, begin)
        raised = np.exp(scores - np.repeat(highest, sizes))
        totals = np.add.reduceat(raised, begin)
        value = np.sum(np.log(totals) + highest) - scores[right].sum() + 0.5 * pull * weights @ weights
        gradient = matrix.T @ (raised / np.repeat(totals, sizes)) - chosen_sum + pull * weights
        return value, gradient

    solved = minimize(loss, np.zeros(len(column)), jac=True, method="L-BFGS-B", options={"maxiter": 400})
    return _stored(column, solved.x)


def fit_chains(chains: Sequence[Chain], pull: float, bond_pull: float) -> tuple[dict[str, float], dict[str, float]]:
    """Conditional random field with one bond for equal neighbours. Returns the weights of labels and those of bonds.

    All chains are laid side by side, padded to the longest, so that one step is one operation on arrays
    of shape (chains, labels).
    """
    chains = [chain for chain in chains if chain.choices]
    labels = len(chains[0].choices[0])
    rows = [row for chain in chains for choice in chain.choices for row in choice]
    links = [bond for chain in chains for bond in chain.bonds]
    column, bond_column = _columns(rows), _columns(links)
    matrix, bond_matrix = _matrix(rows, column), _matrix(links, bond_column)
    lengths = np.array([len(chain.choices) for chain in chains])
    longest, many = int(lengths.max()), len(chains)
    mask = np.arange(longest)[None, :] < lengths[:, None]
    right = np.concatenate([np.array(chain.right) for chain in chains])
    right_rows = np.arange(len(right)) * labels + right
    chosen_sum = np.asarray(matrix[right_rows].sum(axis=0)).ravel()
    same = np.zeros(len(right))
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    same[1:] = right[1:] == right[:-1]
    same[starts] = 0
    same_sum = bond_matrix.T @ same
    is_first = np.zeros(len(right), dtype=bool)
    is_first[starts] = True

    def lay(flat: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
        laid = np.zeros(shape)
        laid[mask] = flat
        return laid

    def loss(joined: np.ndarray) -> tuple[float, np.ndarray]:
        weights, bond_weights = joined[: len(column)], joined[len(column) :]
        scores = (matrix @ weights).reshape(-1, labels)
        bonds = bond_matrix @ bond_weights
        e = lay(scores, (many, longest, labels))
        gain = np.expm1(np.clip(lay(bonds, (many, longest)), -20, 20))
        forward, backward, total = _run(e, gain, mask, lengths)
        log_z = total
        at = forward + backward - log_z[:, None, None]
        marginal = np.exp(at)[mask]
        stay = np.zeros((many, longest))
        for t in range(1, longest):
            here = mask[:, t]
            stay[here, t] = np.exp(
                forward[here, t - 1] + e[here, t] + backward[here, t] + np.log1p(gain[here, t])[:, None]
                - log_z[here, None]
            ).sum(axis=1)  # fmt: skip
        value = log_z.sum() - scores.ravel()[right_rows].sum() - same @ bonds
        value += 0.5 * pull * weights @ weights + 0.5 * bond_pull * bond_weights @ bond_weights
        expected_same = stay[mask]
        expected_same[is_first] = 0
        gradient = matrix.T @ marginal.ravel() - chosen_sum + pull * weights
        bond_gradient = bond_matrix.T @ expected_same - same_sum + bond_pull * bond_weights
        return float(value), np.concatenate([gradient, bond_gradient])

    start = np.zeros(len(column) + len(bond_column))
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return _stored(column, solved.x[: len(column)]), _stored(bond_column, solved.x[len(column) :])


def _run(
    scores: np.ndarray, gain: np.ndarray, mask: np.ndarray, lengths: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Forward and backward log sums, shape (chains, steps, labels), and the log of each chain's total weight."""
    many, longest, _ = scores.shape
    forward = scores.copy()
    for t in range(1, longest):
        last = forward[:, t - 1]
        total = _sum_logs(last)
        share = np.exp(last - total[:, None])
        forward[:, t] = scores[:, t] + total[:, None] + np.log1p(gain[:, t, None] * share)
    backward = np.zeros_like(scores)
    for t in range(longest - 2, -1, -1):
        following = backward[:, t + 1] + scores[:, t + 1]
        total = _sum_logs(following)
        share = np.exp(following - total[:, None])
        step = total[:, None] + np.log1p(gain[:, t + 1, None] * share)
        backward[:, t] = np.where(mask[:, t + 1, None], step, 0.0)
    total = _sum_logs(forward[np.arange(many), lengths - 1])
    return forward, backward, total


def _sum_logs(values: np.ndarray) -> np.ndarray:
    highest = values.max(axis=1)
    return highest + np.log(np.exp(values - highest[:, None]).sum(axis=1))


def fit_classes(rows: Sequence[Row], labels: Sequence[str], pull: float) -> dict[str, float]:
    """Multinomial logit. Returns weights by `class|feature`."""
    classes = sorted(set(labels))
    column = _columns(rows)
    matrix = _matrix(rows, column)
    target = np.zeros((len(rows), len(classes)))
    target[np.arange(len(rows)), [classes.index(label) for label in labels]] = 1

    def loss(flat: np.ndarray) -> tuple[float, np.ndarray]:
        weights = flat.reshape(len(column), len(classes))
        scores = matrix @ weights
        scores -= scores.max(axis=1, keepdims=True)
        logs = scores - np.log(np.exp(scores).sum(axis=1, keepdims=True))
        value = -np.sum(target * logs) + 0.5 * pull * np.sum(weights**2)
        gradient = matrix.T @ (np.exp(logs) - target) + pull * weights
        return value, gradient.ravel()

    start = np.zeros(len(column) * len(classes))
    solved = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300})
    weights = solved.x.reshape(len(column), len(classes))
    return {
        f"{label}|{name}": weight
        for number, label in enumerate(classes)
        for name, weight in _stored(column, weights[:, number]).items()
    }
