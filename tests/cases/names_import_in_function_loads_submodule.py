# A function's import loads a submodule that a later cell reaches through the root module.
# expect: equal or refused undefined-name
# result: r
# check: r == "https"
# %%
import wsgiref
def prepare():
    import wsgiref.util
# %%
prepare()
# %%
r = wsgiref.util.guess_scheme({"HTTPS": "on"})
