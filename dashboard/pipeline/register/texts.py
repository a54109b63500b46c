"""The type of text columns of a register: Arrow's, which millions of cells need, whatever pandas is set to elsewhere."""

from __future__ import annotations

import numpy as np
import pandas as pd

TEXT = pd.StringDtype("pyarrow", na_value=np.nan)
