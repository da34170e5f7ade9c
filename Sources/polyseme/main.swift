print("polyseme")
