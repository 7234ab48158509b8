"""The backward pass of the port, written by hand in float32, right or with a known mistake. A part of port.py."""
import torch
import torch.nn.functional as F

STAGES = ["gradOffsets", "gradXTaps", "gradLinear", "gradScope", "gradOffsetWeight", "gradOffsetBias", "gradScopeWeight",
          "gradScopeBias", "gradEndConvWeight", "gradEndConvBias", "gradX"]
RESULTS = STAGES[4:]  # what a backward pass gives in the end
MISTAKES = [
    "no-range-factor-in-gradient", "gradient-through-the-clip", "gradient-on-the-border", "swapped-sizes-in-gradient",
    "no-grid-factor-in-gradient", "gradient-of-taps-alone", "no-gradient-through-scope", "wrong-sigmoid-slope",
    "offset-in-scope-gradient", "assigned-scatter", "gradient-of-all-channels", "gradient-mean-of-channels",
    "gradient-not-unshuffled", "weight-gradient-mean-of-batch", "weight-gradient-mean-of-positions",
    "weight-gradient-of-last-item", "transposed-weight-gradient", "bias-gradient-of-one-subposition", "left-derivative",
    "wrapped-scatter", "half-precision-grid-in-gradient",
]


class Backward:
    def __init__(self, port, x, stages, grad_out):
        self.port, self.x, self.stages, self.grad_out = port, x, stages, grad_out
        self.s, self.g, self.has = port.s, port.g, port.has
        self.b, self.c, self.h, self.w = x.shape

    def __call__(self):
        found = {}
        grad = self.through_end(found)
        found["gradOffsets"] = self.offsets(grad)
        found["gradXTaps"] = self.scatter(grad)
        found["gradLinear"] = found["gradOffsets"] * self.range()
        branches = [("Offset", found["gradLinear"])]
        if self.port.dynamic:
            found["gradScope"] = self.scope(found["gradOffsets"])
            branches.append(("Scope", found["gradScope"]))
        total = found["gradXTaps"]
        for name, gradient in branches:
            weight = self.port.weights[f"{name.lower()}.weight"]
            found[f"grad{name}Weight"], bias = self.sums(gradient, weight)
            if f"{name.lower()}.bias" in self.port.weights:
                found[f"grad{name}Bias"] = bias
            if not self.has("gradient-of-taps-alone") and not (name == "Scope" and self.has("no-gradient-through-scope")):
                total = total + self.through_convolution(gradient, weight)
        found["gradX"] = total
        return found

    def through_end(self, found):
        if "end_conv.weight" not in self.port.weights:
            return self.grad_out
        weight = self.port.weights["end_conv.weight"].flatten(1)
        found["gradEndConvWeight"] = torch.einsum("bohw,bchw->oc", self.grad_out, self.stages["sampled"])[:, :, None, None]
        found["gradEndConvBias"] = self.grad_out.sum((0, 2, 3))
        return torch.einsum("bohw,oc->bchw", self.grad_out, weight)

    # The points, as the forward pass has them.

    def unclipped(self, half_precision=False):
        """(B, g, sH, sW) for x and for y."""
        maps = F.pixel_shuffle(self.stages["offsets"], self.s)
        across, down = maps[:, :self.g], maps[:, self.g:]
        points = []
        for offsets, size, dim in ((across, self.w, 3), (down, self.h, 2)):
            count = torch.arange(self.s * size, dtype=torch.float32).div(self.s, rounding_mode="floor")
            pixels = count.view(-1, 1) if dim == 2 else count
            if half_precision:
                grid = ((pixels + 0.5 + offsets) / size * 2 - 1).half().float()
                points.append(((grid + 1) * size - 1) / 2)
            else:
                points.append(pixels + offsets)
        return points

    def clipped(self):
        px, py = self.unclipped(self.has("half-precision-grid-in-gradient"))
        return px.clamp(0, self.w - 1), py.clamp(0, self.h - 1)

    def by_channel(self, group_values):
        return group_values.repeat_interleave(self.c // self.g, dim=1)

    def taps(self, px, py):
        """For the four neighbours: the index into a flat plane for each channel, the weight, and whether it is inside."""
        x0, y0 = px.floor(), py.floor()
        for south in (0, 1):
            for east in (0, 1):
                column, row = x0.long() + east, y0.long() + south
                weight = (px - x0 if east else 1 - (px - x0)) * (py - y0 if south else 1 - (py - y0))
                if self.has("wrapped-scatter"):
                    column, row = column % self.w, row % self.h
                yield row, column, weight, (column < self.w) & (row < self.h)

    def cells(self, points):
        cells = points.floor()
        if self.has("left-derivative"):
            cells = torch.where((cells == points) & (cells > 0), cells - 1, cells)
        return cells

    def value(self, row, column):
        inside = (row < self.h) & (column < self.w)
        at = self.by_channel(row.clamp(max=self.h - 1) * self.w + column.clamp(max=self.w - 1)).flatten(2)
        return torch.where(self.by_channel(inside), self.x.flatten(2).gather(2, at).view_as(self.by_channel(inside)), torch.zeros(()))

    def offsets(self, grad):
        px, py = self.clipped()
        x0, y0 = self.cells(px), self.cells(py)
        fx, fy = self.by_channel(px - x0), self.by_channel(py - y0)
        row, column = y0.long(), x0.long()
        nw, ne = self.value(row, column), self.value(row, column + 1)
        sw, se = self.value(row + 1, column), self.value(row + 1, column + 1)
        slopes = (1 - fy) * (ne - nw) + fy * (se - sw), (1 - fx) * (sw - nw) + fx * (se - ne)
        both = []
        for slope, raw, point, size, other in zip(slopes, self.unclipped(), (px, py), (self.w, self.h), (self.h, self.w)):
            summed = (grad * slope).view(self.b, self.g, -1, *slope.shape[2:]).sum(2)
            summed = torch.where(self.active(raw, point, size), summed, torch.zeros(()))
            if self.has("gradient-mean-of-channels"):
                summed = summed / (self.c // self.g)
            if self.has("gradient-of-all-channels"):
                summed = summed.sum(1, keepdim=True).expand_as(summed)
            if self.has("swapped-sizes-in-gradient"):
                summed = summed * size / other
            if self.has("no-grid-factor-in-gradient"):
                summed = summed * size / 2
            both.append(summed)
        return F.pixel_unshuffle(torch.cat(both, 1), self.s)

    def active(self, raw, point, size):
        if self.has("gradient-through-the-clip"):
            return torch.ones_like(raw, dtype=torch.bool)
        if self.has("gradient-on-the-border"):
            return (raw >= 0) & (raw <= size - 1)
        return (point > 0) & (point < size - 1)

    def scatter(self, grad):
        points = self.unclipped() if self.has("wrapped-scatter") else self.clipped()
        indices, values = [], []
        for row, column, weight, inside in self.taps(*points):
            at = torch.where(inside, row * self.w + column, self.h * self.w)  # outside: one more place, thrown away
            indices.append(self.by_channel(at).flatten(2))
            values.append((grad * self.by_channel(weight)).flatten(2))
        index, value = torch.stack(indices, 3).flatten(2), torch.stack(values, 3).flatten(2)  # an output's four in a row
        planes = torch.zeros(self.b, self.c, self.h * self.w + 1)
        if self.has("assigned-scatter"):
            for plane, at, what in zip(planes.flatten(0, 1), index.flatten(0, 1), value.flatten(0, 1)):
                plane.numpy()[at.numpy()] = what.numpy()  # the last one stays
        else:
            planes.scatter_add_(2, index, value)
        return planes[:, :, :-1].reshape(self.x.shape)

    def range(self):
        forgotten = self.has("no-range-factor-in-gradient")
        if not self.port.dynamic:
            return 1.0 if forgotten else 0.25
        return self.stages["scope"].sigmoid() * (1.0 if forgotten else 0.5)

    def scope(self, grad_offsets):
        scope = self.stages["scope"]
        slope = scope.sigmoid() * (1 if self.has("wrong-sigmoid-slope") else (-scope).sigmoid())
        scaled = self.stages["offsets" if self.has("offset-in-scope-gradient") else "linear"]
        return grad_offsets * (1 if self.has("no-range-factor-in-gradient") else 0.5) * scaled * slope

    def sums(self, gradient, weight):
        """Of a weight and its bias."""
        seen = self.x
        if self.port.style == "pl":
            gradient, seen = F.pixel_shuffle(gradient, self.s), F.pixel_shuffle(seen, self.s)
        if self.has("weight-gradient-of-last-item"):
            gradient, seen = gradient[-1:], seen[-1:]
        of_weight = torch.einsum("bohw,bchw->oc", gradient, seen)
        of_bias = (gradient[:, :, ::self.s, ::self.s] if self.port.style == "pl" and self.has("bias-gradient-of-one-subposition")
                   else gradient).sum((0, 2, 3))
        if self.has("transposed-weight-gradient"):
            of_weight = of_weight.t().contiguous()
        share = 1.0
        if self.has("weight-gradient-mean-of-batch"):
            share /= self.b
        if self.has("weight-gradient-mean-of-positions"):
            share /= gradient.shape[2] * gradient.shape[3]
        return of_weight.reshape(weight.shape) * share, of_bias * share

    def through_convolution(self, gradient, weight):
        if self.port.style == "lp":
            return F.conv_transpose2d(gradient, weight)
        shuffled = F.conv_transpose2d(F.pixel_shuffle(gradient, self.s), weight)
        if self.has("gradient-not-unshuffled"):
            return shuffled.reshape(self.x.shape)
        return F.pixel_unshuffle(shuffled, self.s)
