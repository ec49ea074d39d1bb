from finance.urls import ledger, stimulus

app_name = "finance"
urlpatterns = [*ledger.urlpatterns, *stimulus.urlpatterns]
