# A library's own function is replaced; the library calls the replacement.
# expect: equal or refused monkeypatch
# result: r
# check: r == ["HELLO!", "hello"]
# %%
import textwrap
orig = textwrap.dedent
textwrap.dedent = lambda s: s.strip().upper() + "!"
# %%
import inspect
r = [textwrap.dedent("  hello")]
# %%
textwrap.dedent = orig
# %%
r.append(textwrap.dedent("  hello").strip())
