# A styled table shows a frame, cannot be pickled, and styling one changes no frame.
# expect: equal
# result: html, n
# check: "1.2" in html and n == 3.5
# %% {"tags": ["step:data"]}
import pandas as pd
df = pd.DataFrame({"a": [1.25, 2.25]})
# %% {"tags": ["step:feature"]}
styled = df.style.format("{:.1f}")
styled.set_caption("x")
# %% {"tags": ["step:report"]}
df.style.background_gradient()
# %% {"tags": ["step:train"]}
html = styled.set_uuid("q").to_html()
n = float(df.a.sum())
