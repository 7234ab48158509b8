"""The DySample layer in PyTorch: the reference the golden data is made with.

It performs the same floating point operations in the same order as the published module, so its float32 output carries the
same rounding: the sampling positions go through grid_sample's normalised grid. `offsets` and `coordinates` give the
intermediate values in pixels.
"""
import torch
import torch.nn.functional as F
from torch import nn


class DySample(nn.Module):
    """x is (B, C, H, W), the output (B, C, s*H, s*W); style "lp" or "pl"."""

    dynamic_scope: torch.jit.Final[bool]  # final, so that TorchScript leaves out the branch of the scope that is not there

    def __init__(self, channels, scale=2, groups=4, style="lp", dynamic_scope=False, scope_bias=False):
        super().__init__()
        self.scale, self.groups, self.style, self.dynamic_scope = scale, groups, style, dynamic_scope
        # "pl" shuffles pixels first, so its convolution sees fewer channels and makes one offset per high-resolution position.
        inputs = channels // scale ** 2 if style == "pl" else channels
        outputs = 2 * groups if style == "pl" else 2 * groups * scale ** 2
        # The order of the draws is part of the reference: offset (default, then normal), scope (default, then zero).
        self.offset = nn.Conv2d(inputs, outputs, 1)
        nn.init.normal_(self.offset.weight, std=0.001)
        nn.init.zeros_(self.offset.bias)
        if dynamic_scope:
            self.scope = nn.Conv2d(inputs, outputs, 1, bias=scope_bias)
            nn.init.zeros_(self.scope.weight)
            if scope_bias:  # checkpoints older than March 2024
                nn.init.zeros_(self.scope.bias)
        steps = (torch.arange(scale) - (scale - 1) / 2) / scale
        grid = torch.stack([steps.expand(scale, scale), steps.view(scale, 1).expand(scale, scale)])  # x by column, y by row
        self.register_buffer("init_pos", grid.unsqueeze(1).repeat(1, groups, 1, 1).reshape(1, -1, 1, 1))

    def offsets(self, x):
        """(B, 2*g*s*s, H, W) in pixels, channel ((component*g + group)*s + i)*s + j, component 0 is x."""
        x = F.pixel_shuffle(x, self.scale) if self.style == "pl" else x
        o = self.offset(x)
        if self.dynamic_scope:
            o = o * self.scope(x).sigmoid()
        o = F.pixel_unshuffle(o, self.scale) if self.style == "pl" else o
        return o * (0.5 if self.dynamic_scope else 0.25) + self.init_pos

    def coordinates(self, x):
        """(B, 2*g, s*H, s*W): the pixel coordinate each output samples (pixel centres are integers), clipped to the map."""
        b, _, h, w = x.shape
        offsets = self.offsets(x).view(b, 2, -1, h, w)
        across = (offsets[:, 0] + torch.arange(w, dtype=x.dtype)).clamp(0, w - 1)
        down = (offsets[:, 1] + torch.arange(h, dtype=x.dtype).view(h, 1)).clamp(0, h - 1)
        return F.pixel_shuffle(torch.cat([across, down], dim=1), self.scale)

    def forward(self, x):
        b, _, h, w = x.shape
        centres = torch.stack([
            (torch.arange(w, dtype=x.dtype) + 0.5).expand(h, w),
            (torch.arange(h, dtype=x.dtype) + 0.5).view(h, 1).expand(h, w),
        ]).view(1, 2, 1, h, w)
        size = torch.tensor([w, h], dtype=x.dtype).view(1, 2, 1, 1, 1)
        grid = 2 * (centres + self.offsets(x).view(b, 2, -1, h, w)) / size - 1
        high, wide = self.scale * h, self.scale * w
        grid = F.pixel_shuffle(grid.view(b, -1, h, w), self.scale).view(b, 2, self.groups, high, wide)
        grid = grid.permute(0, 2, 3, 4, 1).flatten(0, 1)
        y = F.grid_sample(x.reshape(b * self.groups, -1, h, w), grid, mode="bilinear", padding_mode="border", align_corners=False)
        return y.view(b, -1, high, wide)
