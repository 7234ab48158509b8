# The layer of testdata/dysample.py as TorchScript stores a module's code. Its weights are inputs, since gradients are
# those of inputs; a scope without elements is static. The shape of sizes is (scale, groups, 1 for lp or 2 for pl).
class Layer(Module):
  __parameters__ = []
  __buffers__ = []
  training : bool
  def forward(self: __torch__.Layer,
    x: Tensor,
    weight: Tensor,
    bias: Tensor,
    scope: Tensor,
    initial: Tensor,
    sizes: Tensor) -> Tensor:
    scale = torch.size(sizes, 0)
    groups = torch.size(sizes, 1)
    pl = torch.eq(torch.size(sizes, 2), 2)
    b = torch.size(x, 0)
    h = torch.size(x, 2)
    w = torch.size(x, 3)
    if pl:
      source = torch.pixel_shuffle(x, scale)
    else:
      source = x
    linear = torch.conv2d(source, weight, bias)
    if torch.gt(torch.numel(scope), 0):
      reach = torch.sigmoid(torch.conv2d(source, scope))
      moved, range = torch.mul(linear, reach), 0.5
    else:
      moved, range = linear, 0.25
    if pl:
      unshuffled = torch.pixel_unshuffle(moved, scale)
    else:
      unshuffled = moved
    offsets = torch.add(torch.mul(unshuffled, range), initial)
    columns = torch.add(torch.arange(w, dtype=ops.prim.dtype(x)), 0.5)
    rows = torch.add(torch.arange(h, dtype=ops.prim.dtype(x)), 0.5)
    down = torch.expand(torch.view(rows, [h, 1]), [h, w])
    centres = torch.view(torch.stack([torch.expand(columns, [h, w]), down]), [1, 2, 1, h, w])
    size = torch.view(torch.tensor([w, h], dtype=ops.prim.dtype(x)), [1, 2, 1, 1, 1])
    points = torch.add(centres, torch.view(offsets, [b, 2, -1, h, w]))
    normalised = torch.sub(torch.div(torch.mul(points, 2), size), 1)
    high = torch.mul(scale, h)
    wide = torch.mul(scale, w)
    shuffled = torch.pixel_shuffle(torch.view(normalised, [b, -1, h, w]), scale)
    grouped = torch.permute(torch.view(shuffled, [b, 2, groups, high, wide]), [0, 2, 3, 4, 1])
    grid = torch.flatten(grouped, 0, 1)
    maps = torch.reshape(x, [torch.mul(b, groups), -1, h, w])
    y = torch.grid_sampler(maps, grid, 0, 1, False)
    return torch.view(y, [b, -1, high, wide])
