"""The table of operations: importing this package fills it."""

from aibyhand.ops.arrange import beside, row_of_ones_under, stack
from aibyhand.ops.balance import over_column_sums, over_row_sums, sinkhorn_round
from aibyhand.ops.circle import directions
from aibyhand.ops.counts import (
    column_numbers,
    count_columns,
    count_rows,
    counting,
    multiplications,
    zeros_like,
)
from aibyhand.ops.cut import column_of, columns_of, entry, rows_of
from aibyhand.ops.distances import (
    half_squared_lengths,
    halved,
    lengths,
    squared_distances,
    squared_distances_to_all,
)
from aibyhand.ops.elementwise import (
    add_up,
    difference,
    exp,
    half_down,
    leaky_gate,
    ln,
    mask,
    minus_ln,
    mix,
    power,
    relu,
    scale_by_root,
    scale_shift,
    sigmoid,
    sign,
    step,
    take,
    tanh,
    times_number,
)
from aibyhand.ops.elimination import clear_column
from aibyhand.ops.flat import cell_numbers, flatten, reshape, rows_by
from aibyhand.ops.frames import cover, overlap_add, short_windows
from aibyhand.ops.graphs import add_identity, normalise_degree
from aibyhand.ops.images import as_image, channel, channels, enlarge
from aibyhand.ops.largest import best_places, largest, likeliest, over_largest, tops
from aibyhand.ops.losses import cross_entropy, kl_divergence
from aibyhand.ops.masks import diagonal, every_mask, kept, mask_chances, over_the_rest, so_far
from aibyhand.ops.normal import kl_to_standard_normal, log_variance_of
from aibyhand.ops.padding import border, border_sides
from aibyhand.ops.places import places_across, places_down
from aibyhand.ops.pooling import max_pool, mean_pool, windows_across, windows_down
from aibyhand.ops.positions import positions
from aibyhand.ops.products import backwards, linear, matrix_power, outer
from aibyhand.ops.retrieval import embed
from aibyhand.ops.rewards import returns, shared_out, slope_of_minus
from aibyhand.ops.routing import left_over, numbered, one_hot, placed, put_back, up_to
from aibyhand.ops.shares import over_length, softmax
from aibyhand.ops.sums import column_means, mean_of_columns, mean_squares, sum_columns, sum_rows
from aibyhand.ops.waves import cosine_table, magnitude, phase, sine_table
from aibyhand.ops.windows import convolve, correlate
from aibyhand.ops.winners import back_to_pixels, where_largest

__all__ = [
    "add_identity",
    "add_up",
    "as_image",
    "back_to_pixels",
    "backwards",
    "beside",
    "best_places",
    "border",
    "border_sides",
    "cell_numbers",
    "channel",
    "channels",
    "clear_column",
    "column_means",
    "column_numbers",
    "column_of",
    "columns_of",
    "convolve",
    "correlate",
    "cosine_table",
    "count_columns",
    "count_rows",
    "counting",
    "cover",
    "cross_entropy",
    "diagonal",
    "difference",
    "directions",
    "embed",
    "enlarge",
    "entry",
    "every_mask",
    "exp",
    "flatten",
    "half_down",
    "half_squared_lengths",
    "halved",
    "kept",
    "kl_divergence",
    "kl_to_standard_normal",
    "largest",
    "leaky_gate",
    "left_over",
    "lengths",
    "likeliest",
    "linear",
    "ln",
    "log_variance_of",
    "magnitude",
    "mask",
    "mask_chances",
    "matrix_power",
    "max_pool",
    "mean_of_columns",
    "mean_pool",
    "mean_squares",
    "minus_ln",
    "mix",
    "multiplications",
    "normalise_degree",
    "numbered",
    "one_hot",
    "outer",
    "over_column_sums",
    "over_largest",
    "over_length",
    "over_row_sums",
    "over_the_rest",
    "overlap_add",
    "phase",
    "placed",
    "places_across",
    "places_down",
    "positions",
    "power",
    "put_back",
    "relu",
    "reshape",
    "returns",
    "row_of_ones_under",
    "rows_by",
    "rows_of",
    "scale_by_root",
    "scale_shift",
    "shared_out",
    "short_windows",
    "sigmoid",
    "sign",
    "sine_table",
    "sinkhorn_round",
    "slope_of_minus",
    "so_far",
    "softmax",
    "squared_distances",
    "squared_distances_to_all",
    "stack",
    "step",
    "sum_columns",
    "sum_rows",
    "take",
    "tanh",
    "times_number",
    "tops",
    "up_to",
    "where_largest",
    "windows_across",
    "windows_down",
    "zeros_like",
]
