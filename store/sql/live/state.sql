-- Whether all listeners of a city live and have their broker, and when the last message came; no row where none ever listened.
select
    min(is_connected and alive_at_us >= :alive_since_us) as is_connected,
    max(last_received_at_us) as last_received_at_us
from listener
where city_code = :city_code
having count(*) > 0
