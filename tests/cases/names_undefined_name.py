# A name that nothing defines.
# expect: refused undefined-name
# result: total
# raises: NameError
# %%
price = 3
# %%
total = price * quantity
