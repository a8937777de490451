# json's encoder is patched by the notebook; dumps works on sets only because of it.
# expect: equal or refused monkeypatch
# result: s
# check: s == "[1, 2]"
# %%
import json
json.JSONEncoder.default = lambda self, o: sorted(o)
# %%
data = {2, 1}
# %%
s = json.dumps(data)
