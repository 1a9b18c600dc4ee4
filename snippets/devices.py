"""One gradient by several processes: sums over shards, all-reduced. Run it as it is, or under torchrun."""

# --8<-- [start:script]
import tempfile
from pathlib import Path

import torch
import torch.distributed as dist
from torch.nn.parallel import DistributedDataParallel


def shard_gradient(X, w, y_star, N):
    """A shard's part of the gradient of the mean squared error over N samples, with respect to w.

    X (m, p) and y_star (m,) are the shard's samples, w (p,) the weights: tensors. The result has shape (p,).
    Implements: docs/devices.md (part)
    """
    return 2 / N * X.T @ (X @ w - y_star)


def by_all_reduce(X, w, y_star, N):
    """The gradient over all shards: the sum of their parts.

    Implements nothing: it needs a process group; the script holds it against one process.
    """
    g = shard_gradient(X, w, y_star, N)
    dist.all_reduce(g)  # in place, the sum over all processes
    return g


def by_ddp(X, w, y_star, scale):
    """The gradient that DistributedDataParallel leaves, when each process takes `scale` times its sum of squares.

    Implements nothing: it needs a process group; the script holds it against one process.
    """
    model = torch.nn.Linear(len(w), 1, bias=False, dtype=w.dtype, device=w.device)
    with torch.no_grad():
        model.weight.copy_(w)
    ddp = DistributedDataParallel(model)  # has to outlive the backward, in which it reduces
    r = ddp(X)[:, 0] - y_star
    (scale * (r**2).sum()).backward()
    return model.weight.grad[0]


def work():
    """What each process does: its own shard of the same data, and the same gradient at the end.

    Implements nothing: it asserts.
    """
    rank, world = dist.get_rank(), dist.get_world_size()
    data = torch.Generator().manual_seed(0)
    sizes = [3 * r + 3 for r in range(world)]  # uneven shards: 3, 6, 9, … samples
    N, p = sum(sizes), 5
    X, w, y_star = (torch.randn(*s, dtype=torch.float64, generator=data) for s in ((N, p), (p,), (N,)))
    whole = shard_gradient(X, w, y_star, N)
    mine = X.split(sizes)[rank], w, y_star.split(sizes)[rank]
    tolerance = 1e-15 * (2 / N * X.abs().T @ (X @ w - y_star).abs()).max()

    def off(g):
        return (g - whole).abs().max()

    assert off(by_all_reduce(*mine, N)) <= tolerance, "the sum of the parts isn't the whole"
    # DDP divides by the number of processes. So each takes `world` times its part of the mean over all.
    assert off(by_ddp(*mine, world / N)) <= tolerance, "DDP with world / N isn't the gradient of the mean"
    assert off(by_ddp(*mine, 1 / sizes[rank])) > 0.01, "a mean of means can't be right for uneven shards"
    X, y_star = X[: 4 * world], y_star[: 4 * world]  # even shards: for them it is right
    even, mean = (X.split(4)[rank], w, y_star.split(4)[rank]), shard_gradient(X, w, y_star, 4 * world)
    assert (by_ddp(*even, 1 / 4) - mean).abs().max() <= tolerance, "DDP with even shards isn't the mean"
    return f"process {rank} of {world}: the gradient of all {N} samples"


def join(rank, world, store):
    """Join a group of `world` processes on this machine, work, and leave word of it beside the file `store`.

    Implements nothing: it starts what does.
    """
    dist.init_process_group("gloo", rank=rank, world_size=world, init_method=f"file://{store}")
    Path(f"{store}-{rank}").write_text(work())
    dist.destroy_process_group()


if __name__ == "__main__":
    if dist.is_torchelastic_launched():  # torchrun has started this process, and tells it the rest
        dist.init_process_group("gloo")
        print(work())
        dist.destroy_process_group()
    else:
        import torch._dynamo  # DDP imports it: once here, not in each process

        for world in (2, 4):
            with tempfile.TemporaryDirectory() as folder:
                store = f"{folder}/store"
                torch.multiprocessing.start_processes(join, (world, store), nprocs=world, start_method="fork")
                for rank in range(world):
                    print(Path(f"{store}-{rank}").read_text())
# --8<-- [end:script]
